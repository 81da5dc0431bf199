package local

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/flowvet/flowvet/extract/internal/model"
)

// The settings of models that say what survives a restart of the broker.
const (
	settingDurable   = "durable"
	settingDelivery  = "delivery_mode"
	settingExclusive = "exclusive"
	settingDelete    = "auto_delete"
	settingPrefetch  = "prefetch"
	settingType      = "queue_type"
	persistent       = "2" // AMQP's delivery mode
)

// notPersistent finds messages and queues of which one survives a restart, and the
// other does not.
func (p *program) notPersistent() {
	for _, s := range p.sites {
		if s.mc.Publish == nil || s.mc.Publish.Exchange == nil {
			continue
		}
		mode, ok := p.setting(s, s.mc.Publish.Settings, settingDelivery)
		if !ok || mode.unknown || !p.eval(s, s.mc.Publish.Exchange).empty() {
			continue
		}
		keeps, known := persists(mode)
		queue := p.declared(s)
		if !known || queue == nil {
			continue
		}
		durable, _ := p.setting(queue, queue.mc.Declare.Settings, settingDurable)
		related := []Related{{queue.at.Common().Pos(), "the queue is declared here"}}
		switch holds := durable.holds(); {
		case keeps && holds == no:
			p.report(Finding{Pos: s.at.Common().Pos(), Related: related, Message: "the message is persistent, but its queue is not durable: a restart of the broker loses both"})
		case !keeps && holds == yes && !p.temporary(queue):
			p.report(Finding{Pos: s.at.Common().Pos(), Related: related, Message: "the queue is durable, but the message is not persistent: a restart of the broker loses it"})
		}
	}
}

// persists says whether a delivery mode keeps messages; it is transient unless set.
func persists(mode value) (keeps, known bool) {
	for _, v := range mode.vals {
		c, ok := v.(*ssa.Const)
		if !ok || c.Value == nil {
			return false, false
		}
		keeps = strings.Trim(c.Value.ExactString(), `"`) == persistent
	}
	return keeps, len(mode.vals) < 2
}

// setting is what a call sets, as its model says; ok is false if that has no such
// setting.
func (p *program) setting(s *site, of []model.Attribute, name string) (value, bool) {
	for _, at := range of {
		if at.Name == name {
			return p.eval(s, at.Value), true
		}
	}
	return value{}, false
}

// declared is the one declaration, in the package, of the queue that a call publishes
// to through the default exchange.
func (p *program) declared(s *site) *site {
	key := p.eval(s, s.mc.Publish.Key)
	name, named := key.text()
	var found *site
	for _, d := range p.sites {
		if d.mc.Declare == nil || p.hasRole(d.at, "lookup") {
			continue
		}
		is := named && name != ""
		if is {
			other, ok := p.eval(d, d.mc.Declare.Name).text()
			is = ok && other == name
		} else {
			is = p.isNameOf(s, d)
		}
		if is && found != nil {
			return nil
		}
		if is {
			found = d
		}
	}
	return found
}

// isNameOf reports whether a call's key is the name that a declaration returned.
func (p *program) isNameOf(s, d *site) bool {
	if len(d.mc.Make) == 0 || len(s.mc.Publish.Key.Paths) != 1 {
		return false
	}
	_, args := arguments(s.at)
	i := s.mc.Publish.Key.Paths[0].Param
	return i < len(args) && p.resultOf(args[i], d)
}

// temporary reports whether a queue goes with its connection.
func (p *program) temporary(d *site) bool {
	for _, name := range []string{settingExclusive, settingDelete} {
		if v, ok := p.setting(d, d.mc.Declare.Settings, name); ok && v.holds() != no {
			return true
		}
	}
	return false
}

// unboundedPrefetch finds consumers that get all that a queue has.
func (p *program) unboundedPrefetch() {
	for _, s := range p.sites {
		if s.mc.Consume == nil || s.mc.Consume.Acked == nil || p.eval(s, s.mc.Consume.Acked).holds() != no {
			continue
		}
		if limit, ok := p.setting(s, s.mc.Consume.Settings, settingPrefetch); !ok || !limit.empty() {
			continue
		}
		if works := p.handling(s); len(works) > 0 {
			p.report(Finding{
				Pos:     s.at.Common().Pos(),
				Message: fmt.Sprintf("%s without a prefetch limit: the broker sends all that the queue has to one consumer", nameOf(s.at)),
				Related: []Related{{works[0].call.Common().Pos(), "each message is handled here"}},
			})
		}
	}
}

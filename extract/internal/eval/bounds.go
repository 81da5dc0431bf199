package eval

// Bounds keep the evaluation finite on any input. Reaching one never makes a
// wrong exact name: values widen to a pattern or to unknown, calls to their
// merged activation. What was reached is counted in Stats.
const (
	// maxAlternatives is the size of a value set; beyond it texts join to a
	// pattern and other values to unknown.
	maxAlternatives = 64
	// maxProduct bounds the texts that one concatenation or format makes.
	maxProduct = 64
	// maxUnroll is how often a loop over a known collection runs.
	maxUnroll = 256
	// maxCount is how often a loop runs that counts to a known number.
	maxCount = 32
	// maxPasses is how often a loop whose end is not known runs.
	maxPasses = 3
	// maxDepth is the depth of calls.
	maxDepth = 160
	// maxContexts is the number of activations of one function; later calls
	// share one with unknown arguments.
	maxContexts = 400
	// maxUses is the number of stores and outgoing calls that one activation is
	// seen to use.
	maxUses = 128
	// maxCopies is the number of activations of one function with equal
	// arguments, made so that objects from different calls stay apart.
	maxCopies = 48
	// maxRecursion is how often one function stands on the stack.
	maxRecursion = 3
	// maxCounted is how often one does that is given another known number each time.
	maxCounted = 8
	// maxRounds is how often a program runs until what asynchronous code wrote
	// is seen by all who read it.
	maxRounds = 4
	// maxSteps is the number of instructions and writes to the heap of one round, some
	// ten seconds. Programs of usual size, of ten thousand lines with frameworks, take
	// less than a tenth of it.
	maxSteps = 1_000_000
	// maxTextParts is the length of a text in parts, maxTextLen in bytes.
	maxTextParts = 24
	maxTextLen   = 1024
	// maxSnapshot is the number of cells that a copied struct keeps.
	maxSnapshot = 512
)

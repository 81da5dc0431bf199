topic = "hcl.orders"

kafka {
  bills = "hcl.bills"
}

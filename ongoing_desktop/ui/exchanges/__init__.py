"""Table, filter and detail of exchanges: Inbox, History, Deliveries."""

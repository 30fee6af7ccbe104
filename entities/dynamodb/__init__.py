"""Tables, items, expressions and transactions of Amazon DynamoDB. Knows no declared entity."""

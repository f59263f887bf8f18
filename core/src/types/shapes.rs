//! The JSON Schema of what polyroute itself says: receipts, trace records, errors' attempts.
//!
//! `scripts/package_types.py` makes of it what type checkers of Python and TypeScript read.

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::receipt::{Receipt, TraceRecord};

/// What `polyroute schema receipt` writes.
pub fn receipt_schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let receipt = generator.subschema_for::<Receipt>();
    generator.subschema_for::<TraceRecord>();
    let definitions = generator.take_definitions(true);
    json!({"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "polyroute receipt", "$ref": receipt.get("$ref"), "$defs": definitions})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_holds_every_shape_that_a_receipt_and_a_trace_have() {
        let schema = receipt_schema();
        assert_eq!(schema["$ref"], "#/$defs/Receipt");
        for name in ["Receipt", "Trace", "Attempt", "CacheReceipt", "ReceiptUsage", "GuardReceipt", "Decision", "Warning", "Span", "Kind"] {
            assert!(schema["$defs"][name].is_object(), "{name}: {schema:#}");
        }
        assert!(schema["$defs"]["Trace"]["properties"]["trace_id"].is_object(), "a trace holds its receipt's members");
    }
}

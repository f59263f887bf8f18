#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| polyroute_fuzz::dialect(polyroute::types::Dialect::Bedrock, data));

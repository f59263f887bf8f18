#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| polyroute_fuzz::aws_frame(data));

#!/usr/bin/env bash
# Builds the core for iOS, its simulator and macOS, and packs it as PolyrouteFFI.xcframework. Needs a Mac with Xcode.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
name=libpolyroute_uniffi.a

rustup target add aarch64-apple-ios aarch64-apple-ios-sim aarch64-apple-darwin
for triple in aarch64-apple-ios aarch64-apple-ios-sim aarch64-apple-darwin; do
  # One kind of library at a time: beside a Rust library there is no link-time optimisation.
  cargo rustc --manifest-path "$root/Cargo.toml" --profile mobile --locked -p polyroute-uniffi --no-default-features --features mobile --lib --crate-type staticlib --target "$triple"
done

rm -rf PolyrouteFFI.xcframework
xcodebuild -create-xcframework -output PolyrouteFFI.xcframework \
  -library "$target/aarch64-apple-ios/mobile/$name" -headers PolyrouteFFI \
  -library "$target/aarch64-apple-ios-sim/mobile/$name" -headers PolyrouteFFI \
  -library "$target/aarch64-apple-darwin/mobile/$name" -headers PolyrouteFFI

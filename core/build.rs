//! Packs the model catalogue, which is an eighth of its size then.

use std::io::Write;
use std::path::Path;
use std::{env, fs};

use flate2::Compression;
use flate2::write::GzEncoder;

const DATA: &str = "src/catalog/data.txt";

fn main() {
    println!("cargo::rerun-if-changed={DATA}");
    let text = fs::read(DATA).expect("the catalogue is there");
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&text).expect("memory is there");
    let out = env::var_os("OUT_DIR").expect("cargo says where to");
    fs::write(Path::new(&out).join("catalog.gz"), packed.finish().expect("memory is there")).expect("the folder can be written to");
}

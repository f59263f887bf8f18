//! The `polyroute` binary: everything is in the library.

fn main() {
    std::process::exit(polyroute_cli::run(std::env::args_os()));
}

//! Our attacks on the nets, pictures, budgets and steps of `tests/parity/reference.py`, for `tests/parity/compare.py`.
//!
//! ```sh
//! cargo run --release --bin parity -- --data DIR --out ours.json
//! ```

#[cfg(not(target_arch = "wasm32"))]
mod attacks;
#[cfg(not(target_arch = "wasm32"))]
mod measure;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use clap::Parser as _;
    match measure::run(&measure::Arguments::parse()) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("parity: {reason}");
            std::process::ExitCode::FAILURE
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

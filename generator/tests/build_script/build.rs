//! Two clients as modules of this crate.

use truespec::{Generator, Settings};

fn main() {
    Generator::new("api/petstore.yaml").overlay("api/petstore.overlay.yaml").build_script("api::petstore");
    Generator::new("api/clock.yaml").settings(Settings::default().validate(true)).build_script("clock");
}

//! Starts the page.

fn main() {
    terrarium_web::start();
}

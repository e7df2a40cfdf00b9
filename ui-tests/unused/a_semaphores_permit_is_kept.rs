#![deny(unused_must_use)]

use longhand::semaphore::Semaphore;

fn main() {
    let semaphore = Semaphore::new(1);
    semaphore.try_acquire().unwrap();
}

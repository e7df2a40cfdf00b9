#![deny(unused_must_use)]

use longhand::semaphore::Semaphore;

fn main() {
    let semaphore = Semaphore::new(1);
    let _permit = semaphore.try_acquire().unwrap();
}

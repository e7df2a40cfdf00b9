use longhand::semaphore::Semaphore;

fn main() {
    let semaphore = Semaphore::new(1);
    let permit = {
        semaphore.try_acquire().unwrap()
    };
    drop(permit);
}

use longhand::semaphore::Semaphore;

fn main() {
    let permit = {
        let semaphore = Semaphore::new(1);
        semaphore.try_acquire().unwrap()
    };
    drop(permit);
}

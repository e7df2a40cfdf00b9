use std::thread;

fn main() {
    let mut sum = 0;
    thread::scope(|scope| {
        scope.spawn(|| sum += "news".len());
        scope.spawn(|| sum += "mail".len());
    });
}

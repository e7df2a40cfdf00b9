use std::rc::Rc;
use std::thread;

type Callback = Rc<dyn Fn()>;

fn answer_from_another_thread(wake: Callback) {
    thread::spawn(move || wake());
}

fn main() {}

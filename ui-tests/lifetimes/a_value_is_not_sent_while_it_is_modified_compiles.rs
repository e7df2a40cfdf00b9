use longhand::channel::watch;

fn main() {
    let (mut sender, receiver) = watch(1);
    sender.send_modify(|value| {
        *value += 1;
        assert_eq!(*receiver.borrow(), 1);
    });
}

use longhand::channel::watch;

fn main() {
    let (mut sender, _receiver) = watch(1);
    sender.send_modify(|value| {
        *value += 1;
        sender.send(*value).unwrap();
    });
}

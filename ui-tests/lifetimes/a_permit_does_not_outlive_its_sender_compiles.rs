use longhand::channel::mpsc::bounded;

fn main() {
    let (sender, _receiver) = bounded::<u8>(1);
    let permit = sender.try_reserve();
    drop(permit);
    drop(sender);
}

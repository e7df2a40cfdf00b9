use longhand::channel::mpsc::Ring;

static RING: Ring<u8, 4> = Ring::new();

fn main() {
    let sender = {
        let ring = &RING;
        ring.try_split().unwrap().0
    };
    drop(sender);
}

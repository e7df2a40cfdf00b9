//! A budget is an item, and the types of the function around it are not its own. An inline `const`
//! knows them.

use longhand::assert_future_size;

async fn given<T>(value: T) -> T {
    value
}

fn answer<T>(value: T) -> T {
    assert_future_size!(given::<T>(T) <= 64);
    longhand::block_on(given(value))
}

fn main() {
    assert_eq!(answer(7), 7);
}

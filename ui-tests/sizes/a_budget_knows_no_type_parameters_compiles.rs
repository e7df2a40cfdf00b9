//! A budget is an item, and the types of the function around it are not its own. An inline `const`
//! knows them.

use longhand::size::future_size;

async fn given<T>(value: T) -> T {
    value
}

fn answer<T>(value: T) -> T {
    const { assert!(future_size(&given::<T>) <= 64) };
    longhand::block_on(given(value))
}

fn main() {
    assert_eq!(answer(7), 7);
}

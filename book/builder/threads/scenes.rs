//! Scenes of the chapter "threads": the only ones whose turns are threads'.

use super::programs::{Page, count_locked};
use super::shared::{Lock, Number};
use super::stage::{self, Actor};
use crate::recording::Recording;

/// Two threads that want one lock, and a processor that changes from one to the other while it is held.
pub fn locked() -> Recording {
    let sum = Lock::new("the sum", Number::default());
    let each = |page: Page| -> Actor<'_> {
        let sum = &sum;
        (page, Box::new(move || count_locked(sum, page)))
    };
    let order = ["news", "mail", "news"];
    stage::play(vec![each("news"), each("mail")], &order).recording
}

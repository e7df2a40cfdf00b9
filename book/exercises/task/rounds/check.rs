use std::cell::Cell;
use std::rc::Rc;

/// A task that always goes on keeps nobody from ending the program, and no other task from its turns.
pub fn check<T: Default>(
    spawn: impl Fn(&T, Box<dyn FnMut() -> bool>),
    run: impl Fn(&T, &mut dyn FnMut() -> bool),
) {
    let tasks = T::default();
    let (restless, other) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    for (turns, goes_on) in [(&restless, true), (&other, false)] {
        let turns = turns.clone();
        spawn(
            &tasks,
            Box::new(move || {
                turns.set(turns.get() + 1);
                assert!(turns.get() < 1_000, "nobody looks for what happens outside");
                goes_on
            }),
        );
    }
    let mut looks = 0;
    run(&tasks, &mut || {
        looks += 1;
        looks > 3
    });
    assert_eq!((restless.get(), other.get()), (3, 1));
}

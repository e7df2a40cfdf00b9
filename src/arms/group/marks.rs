//! [`Marks`]: whose turn it is, and what is live in the place of each arm.

use crate::turn::Turn;

/// The turn, and two bits for each arm. `B` is an array of as many [`bytes`](bytes()) as there
/// must be.
pub struct Marks<B> {
    /// The arm that is asked first, or [`PANICKED`].
    turn: u8,
    states: B,
}

/// It is nobody's turn any more.
const PANICKED: u8 = u8::MAX;

/// What is live in the place of an arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::arms) enum State {
    /// Nothing: the arm is off.
    Off,
    /// What lives as long as the arm, and no run: the next is started when the arm is asked.
    Resting,
    /// What lives as long as the arm, and a run.
    Running,
    /// What lives as long as the arm, and a result that nobody has been given.
    Keeping,
}

/// The bytes that the states of so many arms take.
pub(crate) const fn bytes(arms: usize) -> usize {
    arms.div_ceil(4)
}

impl<B: AsRef<[u8]> + AsMut<[u8]>> Marks<B> {
    /// It is the first one's turn. `off` are as many as [`bytes`](bytes()) says, and nought.
    #[inline]
    pub(super) fn new<const N: usize>(off: B, states: [State; N]) -> Self {
        let mut marks = Marks {
            turn: 0,
            states: off,
        };
        for (arm, state) in states.into_iter().enumerate() {
            marks.mark(arm).set(state);
        }
        marks
    }

    #[inline]
    pub(in crate::arms) fn state(&self, arm: usize) -> State {
        state_in(self.states.as_ref()[arm / 4], shift(arm))
    }

    /// The state of one arm, to be changed.
    #[inline]
    pub(super) fn mark(&mut self, arm: usize) -> Mark<'_> {
        Mark {
            byte: &mut self.states.as_mut()[arm / 4],
            shift: shift(arm),
        }
    }

    /// Whether nothing will come of any arm.
    #[inline]
    pub(in crate::arms) fn all_are_off(&self) -> bool {
        self.states.as_ref().iter().all(|&byte| byte == 0)
    }

    #[inline]
    pub(in crate::arms) fn turn(&self) -> Turn {
        Turn::of(usize::from(self.turn))
    }

    /// `turn` is among fewer than 255 arms.
    #[inline]
    pub(in crate::arms) fn set_turn(&mut self, turn: usize) {
        if !self.have_panicked() {
            self.turn = turn as u8;
        }
    }

    #[inline]
    pub(in crate::arms) fn have_panicked(&self) -> bool {
        self.turn == PANICKED
    }

    #[inline]
    pub(in crate::arms) fn panicked(&mut self) {
        self.turn = PANICKED;
    }
}

/// The state of one arm.
pub(super) struct Mark<'a> {
    byte: &'a mut u8,
    shift: usize,
}

impl Mark<'_> {
    #[inline]
    pub(super) fn get(&self) -> State {
        state_in(*self.byte, self.shift)
    }

    #[inline]
    pub(super) fn set(&mut self, state: State) {
        *self.byte = *self.byte & !(0b11 << self.shift) | (state as u8) << self.shift;
    }
}

/// Where in its byte the state of an arm is.
const fn shift(arm: usize) -> usize {
    arm % 4 * 2
}

#[inline]
fn state_in(byte: u8, shift: usize) -> State {
    match byte >> shift & 0b11 {
        0 => State::Off,
        1 => State::Resting,
        2 => State::Running,
        _ => State::Keeping,
    }
}

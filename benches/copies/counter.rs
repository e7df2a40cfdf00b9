//! Counts what is moved: this program has a `memcpy` and a `memmove` of its own, which count the bytes
//! and let the C library's move them.
//!
//! The compiler moves what is large by a call of one of the two, and the linker takes those of the program
//! before those of the library. What is moved in registers (a hundred bytes or so) is not seen here, nor
//! is a loop that the compiler has written out (`opt-level = "z"` does): [`calibrate`] stops the bench
//! then.

use std::ffi::{CStr, c_char, c_void};
use std::hint::black_box;
use std::mem::transmute;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering::Relaxed};

// Atomics, and functions that are never inlined: the compiler knows that `memcpy` touches nothing but
// what it is given, and would keep plain counters in registers while it is called.
static COUNTING: AtomicBool = AtomicBool::new(false);
static LEAST: AtomicUsize = AtomicUsize::new(0);
static CALLS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);

/// What was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    pub calls: usize,
    pub bytes: usize,
}

/// Begins to count the calls that move at least so many bytes.
#[inline(never)]
pub fn start(least: usize) {
    LEAST.store(least, Relaxed);
    CALLS.store(0, Relaxed);
    BYTES.store(0, Relaxed);
    COUNTING.store(true, Relaxed);
}

/// Ends it. A child does so when it is first polled.
#[inline(never)]
pub fn stop() {
    COUNTING.store(false, Relaxed);
}

/// What was moved between the two.
#[inline(never)]
pub fn moved() -> Moved {
    Moved {
        calls: CALLS.load(Relaxed),
        bytes: BYTES.load(Relaxed),
    }
}

/// Finds the C library's own, and sees that a move which must be there is counted.
pub fn calibrate() {
    const PAGE: usize = 4096;
    #[inline(never)]
    fn assign(from: &[u8; PAGE], to: &mut [u8; PAGE]) {
        *to = *from;
    }
    find(&MEMCPY, c"memcpy");
    find(&MEMMOVE, c"memmove");
    let (from, mut to) = (black_box([1; PAGE]), black_box([0; PAGE]));
    start(PAGE);
    assign(&from, &mut to);
    stop();
    black_box(&to);
    assert!(
        moved().bytes >= PAGE,
        "the moves of this build are not seen"
    );
}

#[inline(always)]
fn note(bytes: usize) {
    if COUNTING.load(Relaxed) && bytes >= LEAST.load(Relaxed) {
        CALLS.fetch_add(1, Relaxed);
        BYTES.fetch_add(bytes, Relaxed);
    }
}

type Move = unsafe extern "C" fn(*mut u8, *const u8, usize) -> *mut u8;

/// The C library's own, or null until [`calibrate`] has found it.
static MEMCPY: AtomicPtr<c_void> = AtomicPtr::new(null_mut());
static MEMMOVE: AtomicPtr<c_void> = AtomicPtr::new(null_mut());

fn find(place: &AtomicPtr<c_void>, name: &CStr) {
    unsafe extern "C" {
        fn dlsym(library: *mut c_void, name: *const c_char) -> *mut c_void;
    }
    /// `RTLD_NEXT`: whoever comes behind this program.
    const NEXT: *mut c_void = -1_isize as *mut c_void;
    // SAFETY: the name ends with a zero, and the library is one that `dlsym` knows.
    let found = unsafe { dlsym(NEXT, name.as_ptr()) };
    assert!(!found.is_null(), "the C library has it");
    place.store(found, Relaxed);
}

#[inline(always)]
unsafe fn forward(
    found: &AtomicPtr<c_void>,
    to: *mut u8,
    from: *const u8,
    bytes: usize,
) -> *mut u8 {
    let found = found.load(Relaxed);
    if found.is_null() {
        // SAFETY: as the caller says.
        return unsafe { one_by_one(to, from, bytes) };
    }
    // SAFETY: it is the C library's function of this type.
    let function: Move = unsafe { transmute(found) };
    // SAFETY: as the caller says.
    unsafe { function(to, from, bytes) }
}

/// What is moved before `main`, or by it before [`calibrate`]. Volatile, or else the compiler would know
/// the loop for a `memcpy` and call it.
#[cold]
unsafe fn one_by_one(to: *mut u8, from: *const u8, bytes: usize) -> *mut u8 {
    let upwards = (to as usize).wrapping_sub(from as usize) >= bytes;
    for step in 0..bytes {
        let at = if upwards { step } else { bytes - 1 - step };
        // SAFETY: both have so many bytes, and where they overlap nothing is written before it is read.
        unsafe { to.add(at).write_volatile(from.add(at).read_volatile()) };
    }
    to
}

// SAFETY: it does what the C library's function of this name does, by that function.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, bytes: usize) -> *mut u8 {
    note(bytes);
    // SAFETY: as the caller says.
    unsafe { forward(&MEMCPY, to, from, bytes) }
}

// SAFETY: it does what the C library's function of this name does, by that function.
#[unsafe(no_mangle)]
unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, bytes: usize) -> *mut u8 {
    note(bytes);
    // SAFETY: as the caller says.
    unsafe { forward(&MEMMOVE, to, from, bytes) }
}

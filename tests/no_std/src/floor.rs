//! What a program stands on: its start, its end, and what the compiler calls unasked.

use core::arch::{asm, global_asm};
use core::panic::PanicInfo;

#[cfg(not(all(target_arch = "x86_64", target_os = "linux")))]
compile_error!("this program knows the system calls of Linux on x86_64 and no others");

/// The status of a program that has panicked.
const PANICKED: i32 = 101;

global_asm!(
    // The stack is aligned as a function expects it. There is nobody to return to.
    ".globl _start",
    "_start:",
    "xor ebp, ebp",
    "and rsp, -16",
    "call {main}",
    // rdi: to, rsi: from, rdx: so many bytes. Gives back rdi.
    ".globl memcpy",
    "memcpy:",
    "mov rax, rdi",
    "mov rcx, rdx",
    "rep movsb",
    "ret",
    // rdi: to, sil: the byte, rdx: so many times. Gives back rdi.
    ".globl memset",
    "memset:",
    "mov r8, rdi",
    "mov eax, esi",
    "mov rcx, rdx",
    "rep stosb",
    "mov rax, r8",
    "ret",
    // The core library names it in tables for unwinding, which nothing here does.
    ".globl rust_eh_personality",
    "rust_eh_personality:",
    "ud2",
    main = sym main,
);

extern "C" fn main() -> ! {
    exit(super::status())
}

fn exit(status: i32) -> ! {
    // SAFETY: `exit_group` takes a status in `edi`, touches no memory and does not return.
    unsafe {
        asm!("syscall", in("eax") 231, in("edi") status, options(noreturn, nostack));
    }
}

#[panic_handler]
fn panicked(_: &PanicInfo<'_>) -> ! {
    exit(PANICKED)
}

//! Where the bytes of a future come from: functions of the chapter "size", and their measurements.

pub mod advice;
pub mod budget;
pub mod layers;
pub mod patterns;

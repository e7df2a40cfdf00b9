pub mod check;
pub mod given;
pub mod solved;

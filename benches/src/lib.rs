//! Longhand measured beside its twins and its peers.
//!
//! Each bench is a folder with a file for each combinator, where every peer has its line. Here is
//! what they stand on: the children that are given to all alike, and the tables.

pub mod arguments;
pub mod callgrind;
pub mod channels;
pub mod children;
pub mod columns;
pub mod executors;
pub mod figures;
pub mod heap;
pub mod limit;
pub mod peer;
pub mod progress;
pub mod promise;
pub mod provenance;
pub mod serving;
pub mod size;
pub mod stage;
pub mod stopwatch;
pub mod summary;
pub mod table;
pub mod workload;

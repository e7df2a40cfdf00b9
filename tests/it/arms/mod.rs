//! `arms`: the select loop without cancelling.

mod against_model;
mod contract;
mod examples;
mod kind;
mod loops;
mod model;
mod wide;

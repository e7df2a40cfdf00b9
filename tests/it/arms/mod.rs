//! `arms`: the select loop without cancelling.

mod contract;
mod examples;
mod kind;
mod loops;
mod model;
mod schedules;
mod wide;

#![doc = include_str!("../README.md")]

pub mod checkpoints;
pub mod deliver;
pub mod escalate;
pub mod representatives;
pub mod scan;
pub mod tidy;

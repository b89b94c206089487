#![doc = include_str!("../README.md")]

pub mod deliver;
pub mod tidy;

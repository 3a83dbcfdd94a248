//! Every guard of the transitions built refuses in one test and lets pass in another; those that the stories of
//! `rules_stories` show already are not shown again. One file for each part of `domain.md`.

mod carrying;
mod destroying;
mod duties;
mod ending;
mod forms;
mod orders;
mod papers;
mod people;
mod permissions;
mod places;
mod releasing;
mod requests;
mod returning;
mod secrecy;
mod subcontracting;
mod terms;
mod times;

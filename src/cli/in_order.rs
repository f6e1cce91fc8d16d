//! Work shared out to threads. In: items, what is to be made of each. Out: what was made, in the order of the items.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// A thread is not worth its start for fewer items.
const WORTH_A_THREAD: usize = 4;

/// Hands what `make` makes of each item to `take`, in the order of the items, whatever the number of threads, which is
/// `most` at most. What `take` returns first as an error ends the work.
pub fn in_order<T: Send, R: Send, E>(
    items: Vec<T>,
    most: usize,
    make: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let threads = most.min(items.len() / WORTH_A_THREAD);
    if threads < 2 {
        return items.into_iter().try_for_each(|item| take(make(item)));
    }
    let items = Mutex::new(items.into_iter().enumerate());
    let (sender, made) = mpsc::sync_channel(threads * 16);
    thread::scope(|scope| {
        for _ in 0..threads {
            let (sender, items, make) = (sender.clone(), &items, &make);
            scope.spawn(move || {
                let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
                while let Some((number, item)) = next() {
                    if sender.send((number, make(item))).is_err() {
                        break; // nobody takes any more
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (number, result) in made {
            early.insert(number, result);
            while let Some(result) = early.remove(&next) {
                next += 1;
                take(result)?;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_taken_in_order_whatever_the_number_of_threads() {
        for threads in [1, 2, 7, 64] {
            let mut taken = Vec::new();
            let made: Result<(), ()> = in_order(
                (0..1000).collect(),
                threads,
                |item: u64| {
                    std::thread::sleep(std::time::Duration::from_micros(item * 7919 % 50));
                    item * 2
                },
                |made| {
                    taken.push(made);
                    Ok(())
                },
            );
            assert_eq!(made, Ok(()));
            assert_eq!(taken, (0..1000).map(|item| item * 2).collect::<Vec<_>>(), "{threads} threads");
        }
    }

    #[test]
    fn an_error_ends_the_work() {
        let mut taken = 0;
        let take = |made: usize| {
            taken += 1;
            if made == 20 { Err(made) } else { Ok(()) }
        };
        assert_eq!(in_order((0..100_000).collect(), 4, |item: usize| item, take), Err(20));
        assert_eq!(taken, 21);
    }
}

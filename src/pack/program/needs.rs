//! What must be in a sentence that a phrase can be found in. In: the rows of a program, and where each symbol is. Out: where
//! all of it is.

use super::EVERYWHERE;

/// What a phrase needs: sets of symbols, one behind the other, of each of which one must be there. What lies behind them
/// is not looked at.
#[derive(Debug, Clone, Copy)]
pub struct Needs<'p>(&'p [[u8; 4]]);

/// Marks the last symbol of a set, and the last of all.
const LAST: u32 = 1 << 31;
const VERY_LAST: u32 = 1 << 30;

impl<'p> Needs<'p> {
    /// What lies from `first` on in the rows of a program.
    pub fn at(rows: &'p [[u8; 4]], first: usize) -> Needs<'p> {
        Needs(rows.get(first..).unwrap_or_default())
    }

    /// Sets of symbols as they are laid down. No sets at all are met everywhere.
    pub fn pack(needs: &[Vec<u32>]) -> Vec<u32> {
        let mut packed = Vec::new();
        for need in needs {
            packed.extend(need);
            packed.last_mut().into_iter().for_each(|last| *last |= LAST);
        }
        let last = packed.pop().unwrap_or(EVERYWHERE | LAST);
        packed.push(last | VERY_LAST);
        packed
    }

    /// Those of `places`, a bit each, where all of it is; `places_of` tells where a symbol is.
    pub fn met(self, mut places: u32, places_of: impl Fn(u32) -> u32) -> u32 {
        let mut any = 0;
        for packed in self.0.iter().map(|packed| u32::from_le_bytes(*packed)) {
            any |= places_of(packed & !(LAST | VERY_LAST));
            if packed & LAST == 0 {
                continue;
            }
            places &= std::mem::take(&mut any);
            if places == 0 || packed & VERY_LAST != 0 {
                break;
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_are_met_where_one_of_each_set_is() {
        let places_of = |symbol: u32| match symbol {
            EVERYWHERE => 0b1111,
            40 => 0b0011,
            41 => 0b0100,
            _ => 0b0110,
        };
        let met = |needs: &[Vec<u32>], places| {
            let mut packed: Vec<[u8; 4]> = Needs::pack(needs).into_iter().map(u32::to_le_bytes).collect();
            packed.push(99u32.to_le_bytes()); // belongs to the next phrase
            Needs(&packed).met(places, places_of)
        };
        assert_eq!(met(&[], 0b1010), 0b1010);
        assert_eq!(met(&[vec![40]], 0b1110), 0b0010);
        assert_eq!(met(&[vec![40, 41]], 0b1110), 0b0110);
        assert_eq!(met(&[vec![40, 41], vec![42]], 0b1111), 0b0110);
        assert_eq!(met(&[vec![41], vec![40]], 0b1111), 0);
    }
}

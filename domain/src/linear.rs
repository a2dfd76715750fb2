//! Solving small systems of linear equations.

/// Solves `matrix · x = right` by Gaussian elimination with partial pivoting; `None` when the matrix has no inverse
/// within the precision of numbers. `matrix` is square, row by row, of the length of `right`.
#[must_use]
pub(crate) fn solve(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let n = right.len();
    let largest = matrix.iter().flatten().fold(0.0_f64, |largest, cell| largest.max(cell.abs()));
    for column in 0..n {
        let pivot = (column..n)
            .max_by(|one, other| matrix[*one][column].abs().total_cmp(&matrix[*other][column].abs()))?;
        if matrix[pivot][column].abs() <= largest * 1e-12 {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        let (above, below) = matrix.split_at_mut(column + 1);
        let pivot = &above[column];
        for (offset, row) in below.iter_mut().enumerate() {
            let factor = row[column] / pivot[column];
            for (cell, above) in row.iter_mut().zip(pivot).skip(column) {
                *cell -= factor * above;
            }
            right[column + 1 + offset] -= factor * right[column];
        }
    }
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|column| matrix[row][column] * right[column]).sum();
        right[row] = (right[row] - known) / matrix[row][row];
    }
    Some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved_whatever_the_order_of_its_rows() {
        let matrix = vec![vec![0.0, 2.0, 1.0], vec![1.0, -2.0, -3.0], vec![-1.0, 1.0, 2.0]];
        let solved = solve(matrix, vec![-8.0, 0.0, 3.0]).unwrap();
        for (is, should) in solved.into_iter().zip([-4.0, -5.0, 2.0]) {
            assert!((is - should).abs() < 1e-12, "{is} instead of {should}");
        }
    }

    #[test]
    fn what_has_no_single_solution_has_none() {
        assert_eq!(solve(vec![vec![1.0, 2.0], vec![2.0, 4.0]], vec![1.0, 2.0]), None);
        assert_eq!(solve(vec![vec![0.0]], vec![0.0]), None);
    }
}

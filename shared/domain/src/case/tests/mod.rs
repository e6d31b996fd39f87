mod closing;
mod decisions;
mod due_dates;
mod held;
mod life;
mod opening;
mod payments;
mod silence;

"""The candidate for the product's next gate: a search, and apart from it a proof. It is measured here before it may replace
the product's gate; nothing in the product imports it.

The product's gate (`gate.race`) tests edits as they come, and its search goes on from what is proven only. Here the *search*
follows its estimates freely, because nothing that is used only within a run needs a proof. The *proof* comes late, and once:
one set of edits is paired with the deployed harness. So a run hands over two harnesses:

- `proven`: the set whose proof succeeded, else the start. It alone may be promoted without a person.
- `best`: the edits that probably help, by the estimates, with an interval of the pass rate. Nothing is proven of it.

What it promises. If no edit helps, the chance that anything is ever proven is at most alpha (5 %), over all rounds and runs with
the same start, however wrong the estimates are (`betting`, `proof`). A set that would lose 15 points over all problems is
stopped with a probability of 80 %. It does not promise that each line of a proven set helps, or that nothing useful is missed.

What it lacks before it can be the product's gate. A forecast of its power is too slow, for the estimates are updated after each
simulated attempt. Reports don't show `best`. Runs of fewer than about 500 attempts rarely prove anything, and the product's
bias correction of proven gains does not fit. It depends too much on its prior: twice the widths cost .01 to .06 of gain. The
figures are in docs/search.md; they are all *simulated*.

prior, filter, mixture, effects: what edits do. search: which attempts to make, which edits to keep. betting, proof: evidence.
engine: both together. records, gate: the interface of the product's gates. run: a benchmark run on a simulated model.
"""

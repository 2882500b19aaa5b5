package org.headroom.wallet;

/**
 * How much of one answer of a node is read: what is beyond is refused, and smaller parts are asked for where that is possible. All
 * answers that are read at one time, one to each of four threads, fit into a quarter of the 128 MiB of a rig's heap.
 *
 * @param bytes of the body; a block of a busy chain, or the logs of two thousand withdrawals, have a fifth of a mebibyte to two
 * @param tokens of the JSON document: a bracket or a value each, which may take a hundred times its bytes in memory
 */
record AnswerLimits(int bytes, long tokens) {
    static final AnswerLimits STANDARD = new AnswerLimits(2 << 20, 100_000);

    /** For finding out what a hostile node does without them. */
    static final AnswerLimits NONE = new AnswerLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
}

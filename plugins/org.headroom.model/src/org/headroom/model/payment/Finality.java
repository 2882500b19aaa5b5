package org.headroom.model.payment;

/** Whether a transaction can still vanish from the chain. */
public enum Finality {
    /** No node could be asked, or two disagree. */
    UNKNOWN,
    /** In a block that may still be replaced. */
    SEEN,
    /** In or below the chain's final block. */
    FINAL,
    /** It was in a block and is in none now. */
    GONE
}

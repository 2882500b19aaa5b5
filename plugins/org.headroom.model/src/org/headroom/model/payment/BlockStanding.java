package org.headroom.model.payment;

/** Whether a block is still part of the chain. */
public enum BlockStanding {
    STANDS,
    /** A reorganisation has put another block in its place, or none. */
    REPLACED,
    /** Its hash is not known. */
    UNKNOWN
}

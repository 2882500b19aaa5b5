package org.headroom.model.availability;

/** Rules could not be put on disk, and so were not changed: a sentence for a person. */
public final class RulesNotKept extends Exception {
    private static final long serialVersionUID = 1;

    public RulesNotKept(String message, Throwable cause) {
        super(message, cause);
    }
}

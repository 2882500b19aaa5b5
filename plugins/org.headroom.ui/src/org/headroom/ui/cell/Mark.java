package org.headroom.ui.cell;

/** A state's icon: told apart by shape, not by colour. */
public enum Mark {
    RUNNING,
    OFFERED,
    PAUSED,
    DONE,
    WARNING,
    SICK,
    WAITING
}

package org.headroom.cli.campaign;

/** A process that is killed with SIGKILL. */
enum Victim {
    RIG("rig"),
    ENGINE("engine"),
    BROKER("broker"),
    NODE("node");

    private final String label;

    Victim(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}

package org.headroom.store.telemetry;

/** Why a file cannot serve as the archive. */
final class ArchiveRefusal extends Exception {
    private static final long serialVersionUID = 1;

    /** What is to become of the file. */
    enum Kind {
        /** It is broken: it goes aside and a fresh one takes its place. */
        DAMAGED,
        /** There is nothing wrong with it: it stays where it is, and nothing is kept. */
        LEAVE
    }

    private final Kind kind;

    private ArchiveRefusal(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    static ArchiveRefusal damaged(String detail) {
        return new ArchiveRefusal(Kind.DAMAGED, detail);
    }

    static ArchiveRefusal notOurs() {
        return new ArchiveRefusal(
                Kind.LEAVE,
                "it belongs to another program and was left as it is. Choose another place for the history, or move that"
                        + " file away.");
    }

    static ArchiveRefusal newer(int version) {
        return new ArchiveRefusal(
                Kind.LEAVE,
                "a newer Headroom wrote it (format " + version + ", this one knows " + ArchiveSchema.VERSION
                        + "); it was left as it is, and nothing in it is lost. Start the newer Headroom again, or update"
                        + " this one.");
    }

    static ArchiveRefusal inUse(String holder) {
        return new ArchiveRefusal(
                Kind.LEAVE,
                "it is in use by " + holder
                        + ", which keeps the history of the same GPUs. Close the other Headroom (window or agent), and this"
                        + " one begins by itself.");
    }

    static ArchiveRefusal noPlace(String detail) {
        return new ArchiveRefusal(
                Kind.LEAVE,
                "it cannot be opened or made (" + detail
                        + "). Give this user the right to write the file and its folder, and it begins by itself.");
    }

    Kind kind() {
        return kind;
    }

    /** The end of a sentence that began with the file's name. */
    String reason() {
        return String.valueOf(getMessage());
    }
}

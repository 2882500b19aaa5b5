package org.headroom.market.jobfile;

/** The formats that can be imported. */
public enum JobFileFormat {
    AKASH_SDL_2_0("akash-sdl-2.0"),
    AKASH_SDL_2_1("akash-sdl-2.1"),
    COMPOSE("compose");

    private final String word;

    JobFileFormat(String word) {
        this.word = word;
    }

    /** As it is published. */
    public String word() {
        return word;
    }
}

package org.headroom.ui.cell;

import org.headroom.model.VisibleText;

/**
 * What a view says while there is nothing in it.
 *
 * @param title what is not there yet
 * @param hint what will be here, and what fills it
 */
public record Empty(String title, String hint) {
    public Empty {
        title = VisibleText.line(title);
        hint = VisibleText.block(hint);
    }
}

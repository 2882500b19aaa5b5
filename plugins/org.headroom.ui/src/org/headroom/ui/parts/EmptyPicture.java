package org.headroom.ui.parts;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.headroom.model.VisibleText;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;

/** Draws what an empty view says, in its upper middle. UI thread. */
public final class EmptyPicture {
    private EmptyPicture() {}

    public static void draw(GC gc, Look look, Empty empty, Rectangle area) {
        gc.setFont(look.font(Look.Size.SMALL, false));
        List<String> lines = wrap(gc, look, empty.hint(), Math.min(420, area.width - 40));
        int height = 24 + lines.size() * 18;
        int y = area.y + Math.max(12, (area.height - height) * 2 / 5);
        gc.setFont(look.font(Look.Size.TEXT, true));
        gc.setForeground(look.color(Role.TEXT));
        gc.drawText(empty.title(), area.x + (area.width - look.width(gc, empty.title())) / 2, y, SWT.DRAW_TRANSPARENT);
        gc.setFont(look.font(Look.Size.SMALL, false));
        gc.setForeground(look.color(Role.SECONDARY));
        y += 24;
        for (String line : lines) {
            gc.drawText(line, area.x + (area.width - look.width(gc, line)) / 2, y, SWT.DRAW_TRANSPARENT);
            y += 18;
        }
    }

    /** Breaks a text into lines at its spaces, with the font that the GC has. */
    public static List<String> wrap(GC gc, Look look, String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : VisibleText.block(text).split(" ")) {
            if (!line.isEmpty() && look.width(gc, line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}

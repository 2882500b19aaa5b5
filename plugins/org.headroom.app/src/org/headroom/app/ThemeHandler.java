package org.headroom.app;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.PlatformUI;

/** View → Theme. */
public final class ThemeHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) {
        Themes.wear(PlatformUI.getWorkbench(), event.getParameter("theme"));
        return null;
    }
}

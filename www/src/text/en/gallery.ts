/** What shows on the gallery's pictures, by id, where it is not as gallery/pictures/gallery.json says it. */
export const titles: Record<string, string> = {};

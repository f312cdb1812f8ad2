"""What raters write in their own words: read by a moderator first, by the officers of the district if released."""
